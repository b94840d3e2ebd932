/** What a form asks besides lessons, in words: the candidate's four questions, and the promise brought along. */

import type { Kept, Question, Sound } from './form.ts';
import type { ScoreLevel } from './lessons.ts';

export interface QuestionGuide {
  /** As it is put to the candidate. */
  text: string;
  /** In a few words, as the interviewer reads it in the report. */
  title: string;
  answers: Record<ScoreLevel, string>;
}

export const QUESTION_GUIDES: Record<Question, QuestionGuide> = {
  understood: {
    title: 'Understood the card',
    text: 'Did the interviewer understand the card they asked?',
    answers: {
      1: 'No, my questions about it stayed open',
      2: 'In outline, with gaps',
      3: 'Yes, well enough to follow me',
      4: 'Yes, also where I left the expected path',
    },
  },
  helped: {
    title: 'Hints that helped',
    text: 'Did the hints help without solving it for you?',
    answers: {
      1: 'No, they gave it away or never came',
      2: 'Some came too early or too late',
      3: 'Mostly: the next step stayed mine',
      4: 'Yes, each was just enough to go on',
    },
  },
  room: {
    title: 'Room to think',
    text: 'Did they give you room to think and speak?',
    answers: {
      1: 'No, I was cut short again and again',
      2: 'Sometimes they filled my pauses',
      3: 'Mostly, with few interruptions',
      4: 'Yes, silences were mine to use',
    },
  },
  specific: {
    title: 'Specific follow-ups',
    text: 'Were their questions specific to what you had said?',
    answers: {
      1: 'No, they read on from the card',
      2: 'Now and then',
      3: 'Mostly, they took up my words',
      4: 'Yes, each one built on my answer',
    },
  },
};

/** Whether a promise was kept, as the interviewer is asked. */
export const KEPT_ANSWERS: Record<Kept, string> = {
  kept: 'Yes, I saw it',
  partly: 'In part, or once and then no more',
  'not-kept': 'No, where it was called for it did not happen',
  'not-seen': 'Nothing in this round called for it',
};

export const SOUND_TITLE = 'Technically sound';

/** Whether what was said was right, as the interviewer is asked. */
export const SOUND_ANSWERS: Record<Sound, string> = {
  yes: 'Yes, what they said was right',
  gaps: 'With gaps: some of it was wrong or missing',
  no: 'No, the substance was wrong',
};

/** The same, as the report says it. */
export const SOUND_WORDS: Record<Sound, string> = { yes: 'yes', gaps: 'with gaps', no: 'no' };

/** Whether a promise was kept, as the report says it. */
export const KEPT_WORDS: Record<Kept, string> = {
  kept: 'Kept',
  partly: 'Kept in part',
  'not-kept': 'Not kept this time',
  'not-seen': 'Nothing in this round called for it',
};
