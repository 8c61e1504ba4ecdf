// What forms alone cannot: Enter sends, the newest message is in sight, the link's code is filled in,
// long work is named while it lasts, and lists are gone through by keys. Without it every page works.
(() => {
  "use strict";
  const one = (selector, within = document) => within.querySelector(selector);

  const code = one("[data-from-link]");
  if (code && location.hash.length > 1) {
    code.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }

  byKeys();

  // A list marked to be walked has a current line; a button or link may name the key that presses it.
  function byKeys() {
    const lines = [...document.querySelectorAll("[data-walk] > li")];
    let at = -1;
    const go = (to) => {
      if (!lines.length) return false;
      at = Math.max(0, Math.min(lines.length - 1, to));
      one("a", lines[at]).focus();
      return true;
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.closest("input, textarea, select")) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      if ((event.key === "j" && go(at + 1)) || (event.key === "k" && go(at - 1))) {
        event.preventDefault();
        return;
      }
      const named = one(`[data-key="${CSS.escape(event.key)}"]`);
      if (!named) return;
      event.preventDefault();
      const folded = named.closest("details");
      if (folded) folded.open = true;
      const needs = named.dataset.needs && document.getElementById(named.dataset.needs);
      if (needs && !needs.value.trim()) needs.focus();
      else if (named.matches("input, select, textarea")) named.focus();
      else named.click();
    });
  }

  const chat = one("#chat");
  if (chat) followChat(chat);

  function followChat(chat) {
    const box = one("#text"), busy = one("#busy"), words = busy.textContent;
    let asking = 0;
    const toEnd = () => one("#end").scrollIntoView({ block: "end" });
    const newest = () => {
      const own = [...document.querySelectorAll(".post.own")].pop();
      (own || one("#end")).scrollIntoView({ block: "start" });
    };
    toEnd();
    if (box.value) box.focus();
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (box.value.trim()) box.form.requestSubmit();
    });
    const isAsked = (event) => event.detail.requestConfig.verb === "post";
    chat.addEventListener("htmx:beforeRequest", (event) => {
      if (!isAsked(event)) return;
      busy.hidden = false;
      busy.textContent = words;
      busy.scrollIntoView({ block: "end" });
      clearInterval(asking);
      asking = setInterval(async () => {
        const begun = await fetch("/chat/begun", { headers: { "HX-Request": "true" } });
        const told = begun.ok ? await begun.text() : "";
        if (told && !busy.hidden) busy.textContent = told;
      }, 1500);
    });
    chat.addEventListener("htmx:afterRequest", (event) => {
      if (!isAsked(event)) return;
      clearInterval(asking);
      busy.hidden = true;
      if (!event.detail.successful) {
        busy.hidden = false;
        busy.textContent = "没有送到，或没有办成。请刷新页面，看一眼对话再重发。";
        return;
      }
      if (event.detail.elt.id === "say") box.value = "";
    });
    chat.addEventListener("htmx:afterSettle", (event) => {
      if (event.detail.requestConfig.verb === "post") newest();
      box.focus({ preventScroll: true });
    });
  }
})();
