"""The web component: what partners load into their pages. `component.js` is its source, `published/` what they may pin."""
