"""What must hold for Rivelune to be believed."""
