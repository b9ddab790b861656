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
   8. The menu stays the same node, so that a reader who switches keeps the focus. Without the languages' names there is no menu,
      but there are the words.
   9. Who reviewed the sections that are shown, and in which languages they are, the topic's answer says where all of its sections
      are alike in both; else each section's own answer says it. */

const API = new URL("../../", import.meta.url);
const FRESH = 60_000; // how long one answer serves the whole page
const PATIENCE = 20_000; // after which there is no answer
const REST = 300; // for which a reader with arrow keys rests on the language that is meant
const ADVICE = "Check `topic`, `lang` and `base`, and connect-src in the page's Content-Security-Policy.";

const style = new CSSStyleSheet();
style.replaceSync(`
:host { display: flow-root; color: var(--vertebra-color, inherit); background: var(--vertebra-background, none);
  font-family: var(--vertebra-font, inherit) }
:host([hidden]), [hidden] { display: none !important }
.wait { min-block-size: var(--vertebra-min-height, 12em); margin-block-start: 3.75em }
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
:is(h1, h2, h3, h4, h5, h6) { font-size: var(--vertebra-heading-size, 1.4em); margin: 0 0 .5em; break-after: avoid }
:is(h1, h2, h3, h4, h5, h6):not(:lang(ur)) { line-height: 1.35 }
p, ul, ol { margin: .7em 0 }
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
.unseen { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.told { all: initial !important; display: block !important; color-scheme: inherit !important; break-inside: avoid !important;
  font: max(.95em, .95rem, 14px) system-ui, sans-serif !important; padding: .1em .9em !important; border-radius: .2em !important;
  border-inline: .3em solid light-dark(#b35c00, #f0a93a) !important;
  color: light-dark(#3b2800, #ffe3a8) !important; background: light-dark(#fff3d6, #33270a) !important }
@media print {
  label { display: none }
  :is(section, .foot) a::after { content: " " attr(href); display: inline-block; direction: ltr; padding-inline: .4em }
  .told { color: #000 !important; background: none !important; border-color: #000 !important }
}`);

const answers = new Map(); // address and languages: the promise of what the API answers
const elements = new Set(); // those on the page
let chosen = ""; // the language that the reader chose on this page

// Rejects with the API's problem, or why there was no answer.
const fetchAnswer = async (address, languages) => {
  const reply = await fetch(address, {
    credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE),
    headers: languages ? { "Accept-Language": languages } : {},
  });
  if (reply.ok) return reply.json();
  const problem = await reply.json().catch(() => null); // a proxy's page is none
  throw Object.assign(new Error(`status ${reply.status}`), problem, { status: reply.status });
};

// Once for all elements that need it.
const shareAnswer = (...wish) => {
  const key = wish.join();
  if (!answers.has(key)) {
    const answer = fetchAnswer(...wish);
    const forget = () => answers.delete(key);
    answers.set(key, answer);
    answer.then(() => setTimeout(forget, FRESH), forget);
  }
  return answers.get(key);
};

const make = (name, part, ...children) => {
  const node = document.createElement(name);
  if (part) node.part = part;
  node.append(...children);
  return node;
};

const LATIN =
  /([0-9]*[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:(?:[-.’'/+]|,? | & )[A-Za-z\u00c0-\u024f0-9]+)*|\+?\(?[0-9][0-9 ().-]{5,}[0-9])/;
const isolate = (text, direction) => direction === "ltr" ? [text] : text.split(LATIN).map((piece, index) => {
  if (index % 2 === 0) return piece;
  const bdi = make("bdi", "", piece);
  bdi.dir = "ltr";
  return bdi;
}).filter((piece) => piece !== "");

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
    node.setAttribute("role", "note");
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
  svg.setAttribute("aria-hidden", "true");
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
  #topic = null; // what is shown, while that is what is asked for
  #offered = []; // the languages in which there is some of it
  #listed = []; // all languages, by name

  constructor() {
    super();
    this.#menu.hidden = true;
    this.#body.className = "wait";
    this.#status.className = "unseen";
    this.#status.setAttribute("role", "status");
    this.#select.addEventListener("change", () => {
      const locale = this.#select.value;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#choose(locale), REST);
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

  #askTopic() {
    const address = this.#address("v1", "topics", this.getAttribute("topic") ?? "");
    if (this.getAttribute("fallback") === "none") address.searchParams.set("fallback", "none");
    const page = this.#pageLanguage; // the last resort
    return shareAnswer(address.href, !this.#language && page && `${navigator.languages},${page};q=0.1`);
  }

  #askLanguages() {
    return shareAnswer(this.#resolve("v1", "locales.json").href).then(({ locales }) => locales, () => this.#listed);
  }

  #askAround(sections, topic, listed) {
    const reviews = new Set(topic.sections.map(({ review }) => review.state + review.last_reviewed));
    const whole = listed.every(({ sections: { served, total } }) => served === 0 || served === total);
    if (sections.length === topic.sections.length || (reviews.size === 1 && whole)) return [topic];
    return Promise.all(sections.map(({ id }) =>
      shareAnswer(this.#resolve("v1", "topics", topic.id, "sections", id, `${topic.locale}.json`).href)));
  }

  async #update() {
    const turn = ++this.#turn;
    await null; // attributes that are set together are one change
    this.#body.ariaBusy = "true";
    try {
      const [topic, listed] = await Promise.all([this.#askTopic(), this.#askLanguages()]);
      const wanted = this.#wanted.map((id) => topic.sections.find((section) => section.id === id));
      const sections = wanted.length ? wanted.filter(Boolean) : topic.sections;
      const around = await this.#askAround(sections, topic, listed);
      if (turn !== this.#turn) return;
      this.#listed = listed;
      this.#show(topic, sections, around);
    } catch (fault) {
      if (turn === this.#turn) this.#fail(fault);
    }
  }

  #show(topic, sections, around) {
    const wanted = this.#wanted;
    const shown = new Set(sections.map(({ id }) => id));
    const absent = (wanted.length ? wanted : topic.withheld.map(({ id }) => id)).filter((id) => !shown.has(id));
    for (const id of absent) {
      const reason = topic.withheld.find((each) => each.id === id)?.reason ?? "not-found";
      const address = this.#address("v1", "topics", topic.id, "sections", id);
      this.#tell({ status: 200, reason, detail: `The reason is: ${reason}.`, next: `${address} says more.` }, [id]);
    }
    if (!sections.length) return this.#clear(true);
    const lines = around.map(({ review_line: line }) => line);
    const alike = new Set(lines.map(({ text }) => text)).size < 2;
    const parts = sections.map((section) => this.#makeSection(section, topic, shown));
    if (!alike) parts.forEach((part, index) => part.append(say(make("p"), lines[index])));
    const foot = make("div", "", say(make("p"), topic.disclaimer), makeAttribution(topic));
    if (alike) foot.prepend(say(make("p"), lines[0]));
    const { read_more: more } = topic.labels;
    if (sections.length < topic.sections.length) foot.append(mark(make("p", "", this.#makeLink(more, topic.id, topic.locale)), more));
    foot.className = "foot";
    this.#body.replaceChildren(...parts, foot);
    this.#settle(topic);
    const own = new Set([topic.locale, ...around.flatMap(({ links }) => links.alternates.locales)]);
    this.#offered = this.#listed.filter(({ locale }) => own.has(locale));
    this.#offerLanguages(topic);
    const detail = { topic: topic.id, sections: [...shown], locale: topic.locale };
    this.#emit("load", detail);
    if (this.#switched) this.#emit("language", detail);
    this.#switched = false;
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

  #offerLanguages({ labels, locale }) {
    this.#select.replaceChildren(...this.#offered.map((each) => mark(new Option(each.name, each.locale), each)));
    this.#select.value = locale;
    this.#menu.hidden = this.#offered.length < 2;
    const name = this.#offered.find((each) => each.locale === locale);
    if (!name) return;
    mark(this.#select, name);
    mark(this.#menu, labels.language);
    say(this.#caption, labels.language);
    if (this.#switched) {
      const words = [say(make("span"), labels.language), " ", say(make("span"), { ...name, text: name.name })];
      mark(this.#status, labels.language).replaceChildren(...words);
    }
  }

  #fail(fault) {
    this.#tell(fault);
    // What the API refuses goes. Where it does not answer, the words stay; a reader who switched hears in which language.
    const refused = [400, 404, 410].includes(fault.status);
    if (refused || !this.#topic) this.#clear(refused);
    else {
      this.#offerLanguages(this.#topic);
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
    this.#body.replaceChildren(...(ours ? [] : [make("slot")]));
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
    } catch { /* `base` is no address. */ }
  }

  #settle(topic) {
    this.#topic = topic;
    this.#body.className = "";
    this.#body.ariaBusy = null;
  }

  #tell({ status = 0, reason = null, message, detail = `${this.getAttribute("base") || API}: ${message}.`, next = ADVICE },
    sections = this.#wanted) {
    const topic = this.getAttribute("topic");
    console.warn(`vertebra-education: ${[topic, ...sections].join(" ")} is not shown. ${detail} ${next}`);
    this.#emit("error", { topic, sections, status, reason, detail, next });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`vertebra-${name}`, { bubbles: true, composed: true, detail }));
  }
}

if (!customElements.get("vertebra-education")) customElements.define("vertebra-education", VertebraEducation);
