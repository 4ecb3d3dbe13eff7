"""The waist: resolved specifications, between the front end and both readings; must not know how they were written."""
