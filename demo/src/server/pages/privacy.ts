import { markup } from '../markup.ts';
import { shareOption, type Page, type Visit } from '../view.ts';

const ANSWERS = {
  granted: 'You said yes: the shop is personal on this device.',
  shared: 'You said yes, and you share private counts.',
  denied: 'You said no: nothing is remembered.',
} as const;

const SHARING = markup`
        <p id="share">If you also share private counts, this browser sends the shop a few numbers a week: whether you saw, clicked or bought a recommendation, how its recommendations should change for you, and the kind of one product that you looked at, with so much chance mixed in that nobody, not even we, can tell what you did; together many such numbers tell us whether recommendations are of use. The first goes out after one to two weeks. You find each of them under “What this device knows”.</p>`;

/** What personalisation means here, and how to change one's mind. */
export function privacyPage({ consent, data, sync }: Visit): Page {
  return {
    kind: 'other',
    title: 'Privacy & personalisation',
    main: markup`
      <header class="head"><h1>Privacy &amp; personalisation</h1></header>
      <div class="prose">
        <p>${data.name} keeps two cookies: one with your basket, and one with your answer to the question below. There is no other, and nobody else’s.</p>
        <p>If you agree, this browser remembers which products you looked at and chooses recommendations from that. It does so itself: the list of all products is loaded, the same for everybody, and what suits you is found on your device. What you looked at is not sent to us or to anyone, and it is deleted after 90 days, or at once when you erase it.</p>
        <p>If you do not agree, the shop still suggests things, by what the page shows and by what is popular. Nothing is stored then.</p>
        ${sync && SHARING}
        <form class="answer" method="post" action="/consent" data-consent-banner>
          <input type="hidden" name="back" value="/privacy">
          <p><b>${consent === undefined ? 'You have not answered yet.' : ANSWERS[consent]}</b></p>
          ${sync && shareOption(consent === 'shared')}
          <div><button name="answer" value="granted">Yes, make it personal</button><button name="answer" value="denied" class="plain">No, remember nothing</button></div>
        </form>
      </div>`,
  };
}
