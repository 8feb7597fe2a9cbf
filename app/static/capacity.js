// Beside each number of the capacity a slider that sets it, and the figures as it moves: the form works without.

const form = document.getElementById("capacity-form");
const WAIT_MS = 250;
let waiting = 0;
let asked = 0;

const refresh = async () => {
  const number = ++asked;
  const query = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.action}?${query}`, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("capacity-result");
  if (number !== asked || !fresh) return;
  document.getElementById("capacity-result").replaceChildren(...fresh.childNodes);
  history.replaceState(null, "", `?${query}`);
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, WAIT_MS);
};

const addSlider = (input) => {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "al-slider";
  slider.min = "0";
  slider.max = input.dataset.slider;
  slider.value = input.value;
  slider.setAttribute("aria-label", `${form.querySelector(`label[for="${input.id}"]`).textContent.trim()}, slider`);
  slider.addEventListener("input", () => {
    input.value = slider.value;
    soon();
  });
  input.addEventListener("input", () => {
    slider.value = input.value;
    soon();
  });
  input.after(slider);
};

form?.querySelectorAll("[data-slider]").forEach(addSlider);
