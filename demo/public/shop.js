// The shop's own script: hands the page's events to the data layer and spares page loads where it can.
// Everything it does also works without it, through forms.
const layer = (window.dataLayer = window.dataLayer ?? []);

const push = (event) => layer.push({ ecommerce: null }, event);

const cookie = (name) =>
  document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

function showBasketCount() {
  const count = decodeURIComponent(cookie('basket'))
    .split('.')
    .reduce((sum, line) => sum + (Number(line.split(':')[1]) || 0), 0);
  for (const each of document.querySelectorAll('[data-basket-count]'))
    each.textContent = String(count);
}

async function addToBasket(form) {
  const { currency, item } = JSON.parse(form.dataset.addToBasket);
  const fields = new FormData(form);
  const quantity = Number(fields.get('quantity'));
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error(`The basket answered ${answer.status}`);
  push({
    event: 'add_to_cart',
    ecommerce: { currency, value: item.price * quantity, items: [{ ...item, quantity }] },
  });
  showBasketCount();
  form.querySelector('[data-added]').hidden = false;
}

/** The tag is async: an answer that comes before it waits for it. */
function tellSotto(answer) {
  if (window.sotto) window.sotto.setConsent(answer);
  else {
    const tag = document.querySelector('script[data-pack]');
    tag?.addEventListener('load', () => window.sotto?.setConsent(answer), { once: true });
  }
}

function answerConsent(form, button) {
  const shares = form.elements.share?.checked && button === 'granted';
  const answer = shares ? 'shared' : button;
  document.cookie = `consent=${answer}; Path=/; Max-Age=2592000; SameSite=Lax`;
  tellSotto(answer);
  if (form.matches('.consent')) form.remove();
}

for (const block of document.querySelectorAll('script[data-layer]'))
  push(JSON.parse(block.textContent));

document.addEventListener('click', (click) => {
  const link = click.target.closest?.('[data-on-click]');
  if (link) push(JSON.parse(link.dataset.onClick));
});

document.addEventListener('change', (change) => {
  change.target.closest('[data-submit-on-change]')?.requestSubmit();
});

document.addEventListener('submit', (submit) => {
  const form = submit.target;
  if (form.dataset.onSubmit) push(JSON.parse(form.dataset.onSubmit));
  if (form.matches('.consent')) {
    submit.preventDefault();
    answerConsent(form, submit.submitter?.value ?? 'denied');
  } else if (form.matches('[data-consent-banner]') && submit.submitter) {
    answerConsent(form, submit.submitter.value);
  } else if (form.dataset.addToBasket) {
    submit.preventDefault();
    addToBasket(form).catch(() => form.submit());
  }
});

// A page that comes back from the back/forward cache shows the basket of now.
addEventListener('pageshow', (show) => {
  if (show.persisted) showBasketCount();
});
