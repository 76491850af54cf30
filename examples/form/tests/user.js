// A child director at the form: reads what is asked, answers what is known, goes on. By touch, or with the keyboard alone.

/** At most so many cards, so that a form that never ends is a failure and not a hang. */
const CARDS = 60;

/** Answers what the form asks until it asks nothing more, or the level is certain and `enough` says so. */
export async function fill(page, child, hand, enough = () => false) {
  for (let card = 0; card < CARDS; card++) {
    const asked = await page.locator("#card > fieldset").evaluateAll((fields) => fields.map((field) => field.dataset.path));
    if (asked.length === 0) return card;
    for (const path of asked) {
      const field = page.locator(`#card > fieldset[data-path="${path}"]`);
      if (await field.isHidden()) continue;
      await answer(field, path, child, hand);
    }
    if (await enough(page)) return card;
    await hand.press(page.locator("#next"));
  }
  throw new Error(`the form still asks after ${CARDS} cards`);
}

async function answer(field, path, child, hand) {
  const kind = (await field.getAttribute("class")).split(" ")[1];
  const known = child.knows[path] ?? (kind === "finding" ? child.finding : "unknown");
  if (kind === "choice" || kind === "finding") {
    await hand.choose(field.locator(`:scope > div > label > input[value="${known}"]`));
  } else if (known !== "unknown" && kind === "date") {
    const parts = known.split("-");
    for (const [place, part] of parts.entries()) await hand.type(field.locator(".date input").nth(place), part);
  } else if (known !== "unknown") {
    await hand.type(field.locator("input").first(), known);
  }
}

/** Fingers on glass. */
export const TOUCH = {
  choose: (radio) => radio.tap(),
  press: (button) => button.tap(),
  type: async (input, text) => {
    await input.tap();
    await input.pressSequentially(text);
  },
};

/** Tab, arrows, space, enter and letters; the pointer is never used. */
export function keyboard(page) {
  const reach = async (wanted) => {
    const target = await wanted.elementHandle();
    const forward = await target.evaluate((place) => {
      const here = document.activeElement;
      return here === null || here === document.body || Boolean(here.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
    });
    for (let step = 0; step < 400; step++) {
      if (await target.evaluate((place) => place === document.activeElement)) return;
      await page.keyboard.press(forward ? "Tab" : "Shift+Tab");
    }
    throw new Error("the keyboard does not get there");
  };
  return {
    choose: async (radio) => {
      const place = await radio.evaluate((input) => [...document.getElementsByName(input.name)].indexOf(input));
      const first = radio.locator("xpath=ancestor::div[1]/label[1]/input");
      await reach(first);
      await page.keyboard.press("Space");
      for (let step = 0; step < place; step++) await page.keyboard.press("ArrowRight");
    },
    press: async (button) => {
      await reach(button);
      await page.keyboard.press("Enter");
    },
    type: async (input, text) => {
      await reach(input);
      await page.keyboard.type(text);
    },
  };
}
