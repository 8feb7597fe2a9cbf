// Runs before the page is painted, so that components that need scripts do not flash in their plain form.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
