"""What a workflow reads from itself: references as objects, and the mistakes that only the whole shows."""
