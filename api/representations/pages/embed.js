// Tells the page around the frame how high the text is, and in WordPress's frames which link was followed. It reads nothing
// of that page, keeps nothing, and asks for nothing. The messages are those that WordPress's own embedded pages send.
(() => {
  const host = window.parent;
  if (host === window) return;
  // WordPress adds `#?secret=…` to the frame's address, perhaps after it was loaded, and heeds no message without it.
  const findSecret = () => /[?&]secret=(\w+)/.exec(location.hash)?.[1];
  const tell = (message, value) => host.postMessage({ message, value, secret: findSecret() }, "*");
  const tellHeight = () => tell("height", Math.ceil(document.documentElement.getBoundingClientRect().height));
  // Fires at once, then whenever a font, a fold or the frame's width changes the height.
  new ResizeObserver(tellHeight).observe(document.documentElement);
  addEventListener("load", tellHeight);
  addEventListener("hashchange", tellHeight);
  addEventListener("message", ({ source, data }) => {
    if (source === host && data?.message === "ready" && data.secret === findSecret()) tellHeight();
  });
  document.addEventListener("click", (click) => {
    const link = click.target.closest?.("a[href]");
    if (!link || !findSecret()) return;
    if (link.target === "_self") {
      link.hash = location.hash;
    } else if (link.host === location.host && !(click.altKey || click.ctrlKey || click.metaKey || click.shiftKey)) {
      // WordPress's frames may open no window; the page around them follows links to the frame's own host.
      click.preventDefault();
      tell("link", link.href);
    }
  });
})();
