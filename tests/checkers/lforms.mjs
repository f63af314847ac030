// Fills a Questionnaire in LHC-Forms: {questionnaire, cases, saved, drawn} on standard input. A case
// has a `response`, and a `questionnaire` where it is another one.
//
// Out: {outside, paths}, where outside is what the page tried to load or threw, and each path has
// `enabled` (questions that LHC-Forms shows, a field of levels with the number of its reading),
// `visible` (those that are on the page, for the first `drawn`), `kept` (the answers that come out
// again) and `faults`. With `saved`, a response is one that was stored before; otherwise its answers
// are new and LHC-Forms calculates what follows from them.
import { HERE, input, print, withPage } from "./browser.mjs";

const { questionnaire, cases, saved, drawn } = input();
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>LHC-Forms</title>
<link rel="stylesheet" href="/lforms/dist/lforms/webcomponent/styles.css"><div id="form"></div>
${["webcomponent/assets/lib/zone.min.js", "webcomponent/lhc-forms.js", "fhir/R4/lformsFHIR.min.js"]
  .map((file) => `<script src="/lforms/dist/lforms/${file}"></script>`)
  .join("\n")}</html>`;

async function fill([questionnaire, other, response, saved, draw]) {
  const { Util, LFormsData } = LForms;
  const faults = [], said = console.error;
  console.error = (...words) => faults.push(words.join(" "));
  try {
    const convert = (one) => Util.convertFHIRQuestionnaireToLForms(one, "R4");
    const definition = other ? convert(other) : structuredClone((window.definition ??= convert(questionnaire)));
    const merged = Util.mergeFHIRDataIntoLForms("QuestionnaireResponse", response, definition, "R4");
    merged.hasSavedData = saved;
    const form = new LFormsData(merged);
    await form._expressionProcessor.runCalculations(true);
    let visible;
    if (draw) {
      await Util.addFormToPage(merged, "form", { fhirVersion: "R4" });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      visible = [...document.querySelectorAll("[id^='item-']")].filter((one) => one.checkVisibility()).map((one) => one.id.slice(5));
    }
    faults.push(...(form.checkValidity() ?? []));
    const kept = Util._convertLFormsToFHIRData("QuestionnaireResponse", "R4", form);
    return { enabled: shown(form.items, ""), visible, kept, faults };
  } catch (error) {
    return { enabled: [], faults: [...faults, error.message] };
  } finally {
    console.error = said;
  }
  function shown(items, reading) {
    const numbers = {};
    return (items ?? []).flatMap((item) => {
      const number = (numbers[item.linkId] = (numbers[item.linkId] ?? -1) + 1);
      if (item._skipLogicStatus === "target-disabled") return [];
      const below = shown(item.items, item._questionRepeatable && item.dataType === "SECTION" ? `#${number}` : reading);
      return item.linkId.includes(":") ? below : [item.linkId + (item.linkId.includes(".") ? reading : ""), ...below];
    });
  }
}

const paths = [];
const outside = await withPage(html, async (page) => {
  for (const [number, one] of cases.entries()) {
    paths.push(await page.evaluate(fill, [questionnaire, one.questionnaire, one.response, saved, number < drawn]));
  }
});
print({ outside, paths });
