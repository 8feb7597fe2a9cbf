import { initAll } from "./vendor/govuk-frontend/govuk-frontend.min.js";
import { startDrafts } from "./drafts.js";
import { startLive } from "./live.js";

const start = (root) => {
  initAll({ scope: root });
  startLive(root);
  startDrafts(root);
  if (root.querySelector("[data-module^='moj-']")) startMoj(root);
  startChoice(root);
};

// Few pages use these components, so the rest do not load them.
const startMoj = async (root) => {
  const moj = await import("./vendor/moj-frontend/moj-frontend.min.js");
  moj.initAll({ scope: root });
};

// Nor are there long lists to choose from on most.
const startChoice = async (root) => {
  if (root.querySelector("select[data-choose]")) (await import("./choose.js")).startChoosing(root);
};

// Only those who must act on a child of concern have this line.
const startCategory1 = async (line) => line && (await import("./category_1.js")).startCategory1(line);

start(document);
startCategory1(document.getElementById("category-1-now"));
document.addEventListener("al:rows", (event) => startChoice(event.target));
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.target;
  if (swapped instanceof Element && swapped.isConnected) start(swapped);
});
