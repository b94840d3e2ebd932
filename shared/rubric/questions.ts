/** The candidate's four questions about the interviewer, with the words for each answer. */

import type { Question } from './form.ts';
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
