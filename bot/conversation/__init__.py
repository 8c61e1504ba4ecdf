"""What is said in a chat and what is answered, whatever the channel."""
