"""What is drawn under the cards: the style that MapLibre is given for each choice of base map."""
