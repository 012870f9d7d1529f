"""Reports (报送): what each unit owes, the form that it fills in, the review, completeness, tasks."""
