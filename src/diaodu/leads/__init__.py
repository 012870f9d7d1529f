"""Investment leads."""
