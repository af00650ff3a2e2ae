"""What each kind of event tells people: the parameters that are kept, and the sentence that is printed."""
