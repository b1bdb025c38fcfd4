"use strict";
// Starts Swagger UI. It stands in a file of its own, so that no script is inline in the page.

const place = document.getElementById("docs");

// What has no name of its own gets the parameter's; a table is a table, and no unnamed landmark.
new MutationObserver(() => {
  for (const select of place.querySelectorAll("tr[data-param-name] select:not([aria-label])")) {
    select.setAttribute("aria-label", select.closest("tr").dataset.paramName);
  }
  for (const table of place.querySelectorAll("table[role=region]")) table.removeAttribute("role");
}).observe(place, { childList: true, subtree: true });

SwaggerUIBundle({
  domNode: place,
  url: place.dataset.openapi,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  plugins: [ChosenExamples, ForEveryReader],
  syntaxHighlight: { theme: "monokai" },
  tryItOutEnabled: true,
  validatorUrl: null,
});
