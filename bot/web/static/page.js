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
