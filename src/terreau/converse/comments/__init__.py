"""Comments under anything: for, against or neither, with replies; hidden by people, with a reason."""
