import { initAll } from "./vendor/govuk-frontend/govuk-frontend.min.js";
import { startDrafts } from "./drafts.js";
import { startLive } from "./live.js";

const start = (root) => {
  initAll({ scope: root });
  startLive(root);
  startDrafts(root);
  if (root.querySelector("[data-module^='moj-']")) startMoj(root);
};

// Few pages use these components, so the rest do not load them.
const startMoj = async (root) => {
  const moj = await import("./vendor/moj-frontend/moj-frontend.min.js");
  moj.initAll({ scope: root });
};

start(document);
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.target;
  if (swapped instanceof Element && swapped.isConnected) start(swapped);
});
