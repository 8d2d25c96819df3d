"""Environment: what the air and the streets sound and smell like."""
