// Says that scripts run, before components start; GOV.UK Frontend asks for these classes on the body.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
