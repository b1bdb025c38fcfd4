"use strict";
// Starts Swagger UI. It stands in a file of its own, so that no script is inline in the page.

const place = document.getElementById("docs");

// What Swagger UI leaves to be wished for by readers with a keyboard or a screen reader: no link
// within a button, code that can be scrolled, and a name for each list of choices.
const ForEveryReader = (system) => {
  const { createElement } = system.React;
  const wrapped = { role: "group", "aria-label": "Code", tabIndex: 0, className: "code" };
  return {
    components: { DeepLink: ({ text }) => createElement("span", null, text) },
    wrapComponents: {
      HighlightCode: (Code) => (props) => createElement("div", wrapped, createElement(Code, props)),
      InfoContainer: (Info) => (props) =>
        createElement("section", { "aria-label": "About this API" }, createElement(Info, props)),
    },
  };
};
new MutationObserver(() => {
  for (const select of place.querySelectorAll("select:not([aria-label])")) {
    const row = select.closest("tr[data-param-name]");
    select.setAttribute("aria-label", row ? row.dataset.paramName : "Choice");
  }
  for (const tag of place.querySelectorAll("h3.opblock-tag, .models h4")) tag.setAttribute("aria-level", "2");
  for (const table of place.querySelectorAll("table[role=region]")) table.removeAttribute("role");
}).observe(place, { childList: true, subtree: true });

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.openapi,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  plugins: [ForEveryReader],
  syntaxHighlight: { theme: "monokai" },
  tryItOutEnabled: true,
  validatorUrl: null,
});
