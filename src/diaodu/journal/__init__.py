"""The journal (流水): every change is one entry, with a position handed out in commit order."""
