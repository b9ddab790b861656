// Keeps a page of the preview in step with the files: when one is saved, the page's own address is asked again, and what
// changed takes the old one's place. The reader stays where they are: in the scroll position, in the opened notes, in the focus.

const said = document.querySelector(".said");
const say = (words) => { said.textContent = words; };
let shown = document.querySelector("main").dataset.version;

// The first row in sight, and how far from the top: what stands still while all around it is exchanged.
const anchor = () => {
  for (const row of document.querySelectorAll("main [id]")) {
    const top = row.getBoundingClientRect().top;
    if (row.getBoundingClientRect().bottom > 0) return { id: row.id, top };
  }
  return null;
};

const markChanged = (before, after) => {
  let first = null;
  for (const row of after.querySelectorAll(".row[id]")) {
    const old = before.querySelector(`[id="${CSS.escape(row.id)}"]`);
    if (old && old.outerHTML !== row.outerHTML) {
      row.classList.add("changed");
      first ??= row;
    }
  }
  return first;
};

const refresh = async () => {
  const reply = await fetch(location.pathname, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html");
  const before = document.querySelector("main");
  const after = fresh.querySelector("main");
  const fixed = anchor();
  const focused = document.activeElement?.closest("[id]")?.id;
  const open = [...before.querySelectorAll("details[open]")].map((details) => details.closest("[id]").id);
  before.querySelectorAll(".changed").forEach((row) => row.classList.remove("changed"));
  const changed = markChanged(before, after);
  before.replaceWith(after);
  document.title = fresh.title;
  for (const id of open) document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
  if (fixed) {
    const row = document.getElementById(fixed.id);
    if (row) scrollBy({ top: row.getBoundingClientRect().top - fixed.top, behavior: "instant" });
  }
  if (focused) document.getElementById(focused)?.querySelector("a, summary")?.focus({ preventScroll: true });
  shown = after.dataset.version;
  const broken = after.querySelector(".alarm");
  say(broken ? "A file is broken: see the top of the page. The last good text stays."
    : changed ? `Updated: ${changed.id}` : "Updated.");
};

// A version is shown when two looks in a row have seen it: before that, somebody may still be writing.
const PAUSE = 150;
let seen = shown;
const look = async () => {
  try {
    const reply = await fetch("/version", { cache: "no-store" });
    const version = await reply.text();
    if (version !== shown && version === seen) await refresh();
    else if (lost) say("");
    seen = version;
    lost = false;
  } catch {
    lost = true;
    say("The preview does not answer. Start it again with: vertebra preview");
  }
  setTimeout(look, PAUSE);
};
let lost = false;
look();
