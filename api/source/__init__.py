"""content/ to sections: parsing, inline markup, and the one function that makes segments."""
