// On every page of a preview: loads it again when the site has changed, and lists what is wrong
// with the report while it has errors. A published site never has this file.
(() => {
  "use strict";
  const shown = new URL(document.currentScript.src).searchParams.get("site");
  let events = null;
  let panel = null;

  function element(name, attributes, text) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // In a tree of its own, so that neither the site's style nor the preview's touches the other.
  function list(state) {
    hide();
    if (state.problems.length === 0 || document.querySelector(".kepi-no-site")) return;
    panel = element("div", { id: "kepi-problems", lang: "en", dir: "ltr" });
    const root = panel.attachShadow({ mode: "open" });
    const region = element("section", { "aria-labelledby": "title", role: "region" });
    const bar = element("header", {});
    const close = element("button", { type: "button" }, "Hide");
    close.addEventListener("click", hide);
    bar.append(element("h2", { id: "title", role: "alert" }, state.title), close);
    const problems = element("ol", {});
    for (const problem of state.problems) {
      const item = element("li", { class: problem.severity });
      item.append(element("pre", { tabindex: "0" }, problem.text));
      problems.append(item);
    }
    region.append(bar, problems);
    if (state.more > 0) region.append(element("p", {}, "And " + state.more + " more."));
    region.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    root.append(element("link", { rel: "stylesheet", href: "/_kepi/preview.css" }), region);
    document.body.append(panel);
  }

  function hide() {
    if (panel) panel.remove();
    panel = null;
  }

  function told(event) {
    const state = JSON.parse(event.data);
    if (state.site !== shown) location.reload();
    else list(state);
  }

  // Browsers hold few connections to one address, so only the page that one looks at has one.
  function connect() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_kepi/events");
      events.onmessage = told;
    }
  }
  document.addEventListener("visibilitychange", connect);
  window.addEventListener("pagehide", () => events && events.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      events = null;
      connect();
    }
  });
  connect();
})();
