"""What the assistant decides and writes: functions over a desk, an actor and a clock."""
