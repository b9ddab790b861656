/*! <vertebra-education>, from Vertebra, under the MIT licence. */

/* Vetted patient education on any page, in the reader's language. (What is served begins below this
   comment, and has none that has a line of its own.)

     <script type="module" src="https://edu.example.org/assets/v1/vertebra.js" referrerpolicy="no-referrer"></script>
     <vertebra-education topic="vertebroplasty" sections="benefits risks"></vertebra-education>

   Rules
   1. A notice stands in its section, right after the heading. Nothing of it or around it has a `part`, and it inherits
      nothing, so that no style of the page's can take it away.
   2. A patient is shown no error and no word of ours that the API did not send. Where there is nothing to show, the element's own
      children stay, else a link; the site's owner is told on the console and by an event. What the API refuses to show is not
      shown from an older copy either: neither from what stands here, nor from what the owner's server put between the tags.
   3. What the API sends is data: it becomes text nodes, never markup.
   4. No other host is asked, nothing is stored, no referrer is sent.
   5. It needs nothing that a strict Content-Security-Policy or Trusted Types forbid.
   6. In right-to-left text a Latin name or a code stands apart, as in the API's own HTML, so that its marks stay on their side.
   7. Words are {text, locale, direction}, as the API has them all over. The publisher's name is English in every language.
   8. The menu stays the same node, so that a reader who switches keeps the focus.
   9. The words wait for the topic's answer alone. The languages' names and what sections' own answers say come when they come; room is
      kept for them meanwhile. One that fails costs its own line, or the menu, or that the menu may offer more than the sections have.
  10. Who reviewed the sections that are shown, and in which languages they are, the topic's answer says where all of its sections
      are alike in both; else each section's own answer says it.
  11. A review line speaks of the words it stands under: a section's own answer counts if its words, review and notices are the
      topic's. If they are not, or it is refused, all are asked again, once; then the line is left out, and what is refused goes. */

const API = new URL("../../", import.meta.url);

const style = new CSSStyleSheet();
style.replaceSync(`
:host { display: flow-root; color: var(--vertebra-color, inherit); background: var(--vertebra-background, none);
  font-family: var(--vertebra-font, inherit) }
:host([hidden]), [hidden] { display: none !important }
.wait { min-block-size: var(--vertebra-min-height, 12em) }
[hidden] + .more { margin-block-start: 3.75em }
[aria-busy=true] { cursor: progress }
* { overflow-wrap: break-word }
[lang] { line-height: 1.6; text-align: start }
:lang(ar) { line-height: 1.85 }
:lang(vi) { line-height: 1.65 }
:lang(hi), :lang(gu), :lang(zh), :lang(ko) { line-height: 1.75 }
:lang(ur) { line-height: 2.3; font-family: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", var(--vertebra-font, serif) }
:lang(ur) bdi { font-family: var(--vertebra-font, system-ui, sans-serif) }
:lang(ar), :lang(ur) { letter-spacing: normal }
:lang(zh) { text-autospace: normal }
:is(:lang(ar), :lang(ur), :lang(hi), :lang(gu), :lang(zh), :lang(ko)) em { font-style: normal; font-weight: 600 }
section + section { margin-block-start: 2em }
[part=heading] { font-size: var(--vertebra-heading-size, 1.4em); margin: 0 0 .5em; break-after: avoid }
[part=heading]:not(:lang(ur)) { line-height: 1.35 }
p, ul, ol { margin: .7em 0 }
.more p:empty { min-block-size: 1.6em }
ul, ol { padding-inline-start: 1.6em }
li { margin: .35em 0 }
li::marker { font-family: system-ui }
a { color: var(--vertebra-link, currentcolor) }
:focus-visible { outline: .2em solid; outline-offset: .15em }
label { display: flex; flex-wrap: wrap; align-items: center; gap: .3em .6em; margin-block-end: 1em }
svg { inline-size: 1.2em; fill: none; stroke: currentcolor }
select { font: inherit; min-block-size: 2.75em; max-inline-size: 100%; padding-inline: .5em; color: FieldText; background: Field;
  border: 1px solid GrayText; border-radius: .3em }
.foot { margin-block-start: 1.5em; padding-block-start: .3em; font-size: .9em;
  border-block-start: 1px solid color-mix(in srgb, currentcolor 30%, transparent) }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.told { all: initial !important; display: block !important; color-scheme: inherit !important; break-inside: avoid !important;
  font: max(.95em, .95rem, 14px) system-ui, sans-serif !important; padding: .1em .9em !important; border-radius: .2em !important;
  border-inline: .3em solid light-dark(#b35c00, #f0a93a) !important;
  color: light-dark(#3b2800, #ffe3a8) !important; background: light-dark(#fff3d6, #33270a) !important }
@media print {
  label { display: none }
  :is(section, .foot) a::after { content: " " attr(href); display: inline-block; direction: ltr; padding-inline: .4em }
  .told { color: #000 !important; background: none !important; border-color: #000 !important }
}`);

// Address and languages: the promise of what the API answers.
const answers = new Map();
// Those on the page.
const elements = new Set();
// The language that the reader chose on this page.
let chosen = "";

// Rejects with the API's problem, or why there was no answer.
const fetchAnswer = async (address, cache, languages) => {
  const reply = await fetch(address, {
    cache, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(20_000),
    headers: languages ? { "Accept-Language": languages } : {},
  });
  if (reply.ok) return reply.json();
  // A proxy's page is none.
  const problem = await reply.json().catch(() => null);
  const { status } = reply;
  throw Object.assign(new Error(`status ${status}`), problem, { status });
};

const forget = (...old) => {
  for (const [key, answer] of answers) if (old.includes(answer)) answers.delete(key);
};

// Once for all elements that need it; one answer serves the whole page for a minute.
const shareAnswer = (address, cache, languages) => {
  const key = address + languages;
  if (!answers.has(key)) {
    const answer = fetchAnswer(address, cache, languages);
    answers.set(key, answer);
    answer.then(() => setTimeout(forget, 60_000, answer), () => forget(answer));
  }
  return answers.get(key);
};

// Whether one line says of all of them when they were reviewed, or that they were not.
const areAlike = (sections) => new Set(sections.map(({ review }) => review.state + review.last_reviewed)).size < 2;
const identify = ({ digest, review, notices }) => JSON.stringify([digest, review, notices]);

const make = (name, part, ...children) => {
  const node = document.createElement(name);
  if (part) node.part = part;
  node.append(...children);
  return node;
};

const LATIN =
  /([0-9]*[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:(?:[-.’'/+]|,? | & )[A-Za-z\u00c0-\u024f0-9]+)*|\+?\(?[0-9][0-9 ().-]{5,}[0-9])/;
const isolate = (text, direction) => direction === "ltr" ? [text] : text.split(LATIN).map((piece, index) =>
  index % 2 ? Object.assign(make("bdi", "", piece), { dir: "ltr" }) : piece).filter(Boolean);

// The language of a page; empty where it names none. PHP's have underscores.
const tidy = (text) => {
  const tag = text.replaceAll("_", "-");
  return /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(tag) ? tag : "";
};

const mark = (node, { locale, direction }) => Object.assign(node, { lang: locale, dir: direction });

const say = (node, words) => {
  node.replaceChildren(...isolate(words.text, words.direction));
  return mark(node, words);
};

const link = (node, address) => Object.assign(node, { href: address, referrerPolicy: "no-referrer" });

const makeRuns = ({ text: whole, runs = [{ text: whole }] }) => runs.map(({ text, strong, em, dir }) => {
  let node = dir ? Object.assign(make("bdi", "", text), { dir }) : text;
  if (em) node = make("em", "", node);
  return strong ? make("strong", "", node) : node;
});

const makeBlock = (block) => block.type === "list"
  ? make(block.ordered ? "ol" : "ul", "list", ...block.items.map((item) => make("li", "item",
    ...makeRuns(item), ...item.blocks.map(makeBlock))))
  : make("p", "text", ...makeRuns(block));

const makeNotices = (notices) => {
  const box = make("div", "", ...notices.map((notice) => {
    const node = say(make("p"), notice);
    node.className = "vertebra-notice";
    node.role = "note";
    return node;
  }));
  box.className = "told";
  return box;
};

const makeAttribution = ({ attribution, provenance: { publisher } }) => {
  const { text, url, direction } = attribution;
  const [before, ...after] = text.split(publisher);
  const name = mark(make("bdi", "", publisher), { locale: "en", direction: "ltr" });
  const linked = /^https?:/.test(url) ? link(make("a", "link", name), url) : name;
  return mark(make("p", "", ...isolate(before, direction), linked, ...isolate(after.join(publisher), direction)), attribution);
};

const makeGlobe = () => {
  const [svg, path] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.ariaHidden = "true";
  path.setAttribute("d", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1M1 8h14M8 1C3 5 3 11 8 15C13 11 13 5 8 1");
  svg.append(path);
  return svg;
};

class VertebraEducation extends HTMLElement {
  static observedAttributes = ["topic", "sections", "lang", "fallback", "heading-level", "base"];

  #caption = make("span");
  #select = make("select", "select");
  #menu = make("label", "language", makeGlobe(), this.#caption, this.#select);
  #body = make("div", "", make("slot"));
  #status = make("p");
  #turn = 0;
  #timer;
  #switched = false;
  // What is shown, while that is what is asked for.
  #topic = null;
  // The languages in which there is some of it.
  #own = [];
  // All languages, by name.
  #listed = [];

  constructor() {
    super();
    this.#menu.hidden = true;
    this.#body.className = "wait more";
    this.#status.className = "unseen";
    this.#status.role = "status";
    this.#select.addEventListener("change", () => {
      const locale = this.#select.value;
      clearTimeout(this.#timer);
      // A reader with arrow keys rests on the language that is meant.
      this.#timer = setTimeout(() => this.#choose(locale), 300);
    });
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(this.#menu, this.#body, this.#status);
  }

  connectedCallback() {
    elements.add(this);
    this.#update();
  }

  disconnectedCallback() {
    elements.delete(this);
    this.#turn += 1;
  }

  attributeChangedCallback(name) {
    if (name !== "lang") this.#topic = null;
    if (this.isConnected) this.#update();
  }

  // The reader's choice, for every element that has no language of its own. One that has changes it, as <details> does `open`.
  #choose(locale) {
    chosen = locale;
    this.#switched = true;
    if (this.#language !== locale) this.lang = locale;
    for (const element of elements) element.#update();
  }

  get #pageLanguage() {
    return tidy((this.parentElement?.closest("[lang]") ?? document.documentElement).lang);
  }

  // What to ask the API for. Empty: Accept-Language decides.
  get #language() {
    const { lang } = this;
    return lang === "page" ? chosen || this.#pageLanguage : lang || chosen;
  }

  get #wanted() {
    return [...new Set((this.getAttribute("sections") ?? "").split(/\s+/).filter(Boolean))];
  }

  #resolve(...path) {
    const base = new URL(this.getAttribute("base") || API, document.baseURI);
    return new URL(path.map(encodeURIComponent).join("/"), base.href.replace(/\/?$/, "/"));
  }

  // An address of the API's that chooses the language.
  #address(...path) {
    const address = this.#resolve(...path);
    if (this.#language) address.searchParams.set("lang", this.#language);
    return address;
  }

  get #exact() {
    return this.getAttribute("fallback") === "none";
  }

  #askTopic(cache) {
    const address = this.#address("v1", "topics", this.getAttribute("topic") ?? "");
    if (this.#exact) address.searchParams.set("fallback", "none");
    // The page's language is the last resort.
    const page = this.#pageLanguage;
    return shareAnswer(address, cache, !this.#language && page && `${navigator.languages},${page};q=0.1`);
  }

  // Whether each language has all sections or none. Where the names do not come, those of before stay, or there is no menu.
  #askLanguages() {
    return shareAnswer(this.#resolve("v1", "locales.json")).then(({ locales }) => {
      const whole = locales.every(({ sections }) => [0, sections.total].includes(sections.served));
      this.#listed = locales;
      return whole;
    }).catch(() => true);
  }

  async #update() {
    const turn = ++this.#turn;
    // Attributes that are set together are one change.
    await null;
    this.#body.ariaBusy = "true";
    try {
      await this.#present(turn, this.#askLanguages());
    } catch (fault) {
      if (turn === this.#turn) this.#fail(fault);
    }
  }

  // The words, then what is said around them.
  async #present(turn, naming, cache) {
    const asking = this.#askTopic(cache);
    const topic = await asking;
    if (turn !== this.#turn) return;
    const wanted = this.#wanted.map((id) => topic.sections.find((each) => each.id === id));
    const sections = wanted.length ? wanted.filter(Boolean) : topic.sections;
    const all = sections.length === topic.sections.length;
    const known = all || areAlike(topic.sections);
    const lines = this.#show(topic, sections, known);
    if (!sections.length) return;
    naming.then(() => turn === this.#turn && this.#topic && this.#offerLanguages());
    const file = topic.locale + (this.#exact ? ".exact.json" : ".json");
    const asked = known && (all || await naming) ? [] : sections.map(({ id }) =>
      shareAnswer(this.#resolve("v1", "topics", topic.id, "sections", id, file), cache));
    try {
      const own = await Promise.all(asked.map(async (answer, index) => {
        const found = await answer.catch((fault) => [404, 410].includes(fault.status) ? Promise.reject(fault) : null) ?? topic;
        const same = identify(found) === identify(sections[index]);
        if (found !== topic && !same && !cache) throw found;
        if (same && !known) say(lines[index], found.review_line);
        return (same ? found : topic).links.alternates.locales;
      }));
      await naming;
      if (turn !== this.#turn) return;
      if (own.length) this.#own = own.flat();
      this.#settle(topic);
    } catch (fault) {
      if (cache) throw fault;
      forget(asking, ...asked);
      if (turn === this.#turn) await this.#present(turn, naming, "no-cache");
    }
  }

  // The lines that say who reviewed each section: one below all of them where they are alike.
  #show(topic, sections, known) {
    const wanted = this.#wanted;
    const shown = new Set(sections.map(({ id }) => id));
    const absent = (wanted.length ? wanted : topic.withheld.map(({ id }) => id)).filter((id) => !shown.has(id));
    for (const id of absent) {
      const reason = topic.withheld.find((each) => each.id === id)?.reason ?? "not-found";
      const address = this.#address("v1", "topics", topic.id, "sections", id);
      this.#tell({ status: 200, reason, detail: `The reason is: ${reason}.`, next: `${address} says more.` }, [id]);
    }
    if (!sections.length) return this.#clear(true);
    const line = known ? say(make("p"), topic.review_line) : areAlike(sections) ? make("p") : "";
    const lines = sections.map(() => line || make("p"));
    const parts = sections.map((section) => this.#makeSection(section, topic, shown));
    parts.forEach((part, index) => part.append(lines[index]));
    // The one line of all moves here.
    const foot = make("div", "", line, say(make("p"), topic.disclaimer), makeAttribution(topic));
    const more = topic.labels.read_more;
    if (sections.length < topic.sections.length) foot.append(mark(make("p", "", this.#makeLink(more, topic.id, topic.locale)), more));
    foot.className = "foot";
    this.#body.replaceChildren(...parts, foot);
    this.#own = topic.links.alternates.locales;
    this.#settle(topic);
    this.#body.className = "more";
    const detail = { topic: topic.id, sections: [...shown], locale: topic.locale };
    this.#emit("load", detail);
    if (this.#switched) this.#emit("language", detail);
    this.#switched = false;
    return lines;
  }

  #makeSection(section, topic, shown) {
    const level = this.getAttribute("heading-level");
    const required = section.requires.filter(({ id }) => !shown.has(id)).map((other) => mark(make("p", "",
      ...(other.title ? isolate(topic.labels.also_read.text, topic.labels.also_read.direction) : []),
      this.#makeLink(other.title ?? topic.labels.also_read, topic.id, other.id, topic.locale)), topic.labels.also_read));
    return mark(make("section", "",
      say(make(/^[1-6]$/.test(level) ? `h${level}` : "h2", "heading"), section.title),
      ...(section.notices.length ? [makeNotices(section.notices)] : []),
      ...section.blocks.map(makeBlock),
      ...required), section);
  }

  #makeLink(words, ...path) {
    return link(say(make("a", "link"), words), this.#resolve("read", ...path).href);
  }

  #offerLanguages() {
    const { labels, locale } = this.#topic;
    const offered = this.#listed.filter((each) => each.locale === locale || this.#own.includes(each.locale));
    this.#select.replaceChildren(...offered.map((each) => mark(new Option(each.name, each.locale), each)));
    this.#select.value = locale;
    this.#menu.hidden = offered.length < 2;
    const name = offered.find((each) => each.locale === locale);
    if (!name) return;
    mark(this.#select, name);
    mark(this.#menu, labels.language);
    say(this.#caption, labels.language);
    if (this.#switched) {
      mark(this.#status, labels.language).replaceChildren(
        say(make("span"), labels.language), " ", say(make("span"), { ...name, text: name.name }));
    }
  }

  #fail(fault) {
    this.#tell(fault);
    // What the API refuses goes. Where it does not answer, the words stay; a reader who switched hears in which language.
    const refused = [400, 404, 410].includes(fault.status);
    if (refused || !this.#topic) this.#clear(refused);
    else {
      this.#settle(this.#topic);
      this.#switched = false;
    }
  }

  // Nothing to show: the element's own children, else a link with no words but its address.
  #clear(refused) {
    const topic = this.getAttribute("topic");
    const ours = refused && this.querySelector(".vertebra-section");
    const own = !ours && (this.childElementCount || this.textContent.trim());
    const wanted = this.#wanted;
    this.#body.replaceChildren(ours ? "" : make("slot"));
    // A reader in the menu stays there, and may go on to another language.
    this.#menu.hidden = this.shadowRoot.activeElement !== this.#select;
    this.#switched = false;
    this.#settle(null);
    if (own || !topic) return;
    try {
      const address = this.#address("read", topic, ...(wanted.length === 1 ? wanted : [])).href;
      const fallback = link(make("a", "link", address), address);
      fallback.dir = "ltr";
      this.#body.replaceChildren(fallback);
      // Else `base` is no address.
    } catch {}
  }

  #settle(topic) {
    this.#topic = topic;
    this.#body.className = "";
    this.#body.ariaBusy = null;
    if (topic) this.#offerLanguages();
  }

  #tell({
    status = 0, reason = null, message, detail = `${this.getAttribute("base") || API}: ${message}.`,
    next = "Check `topic`, `lang` and `base`, and connect-src in the page's Content-Security-Policy.",
  }, sections = this.#wanted) {
    const topic = this.getAttribute("topic");
    console.warn(`vertebra-education: ${[topic, ...sections].join(" ")} is not shown. ${detail} ${next}`);
    this.#emit("error", { topic, sections, status, reason, detail, next });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`vertebra-${name}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("vertebra-education")) customElements.define("vertebra-education", VertebraEducation);
