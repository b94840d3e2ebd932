/** What an interviewer ticks in a guide beside beats, for themselves. */

/** A follow-up that was asked, a red flag that was heard. */
export const TICKED_PARTS = ['follow-up', 'red-flag'] as const;
export type TickedPart = (typeof TICKED_PARTS)[number];

/** How one question of a rapid fire was answered. */
export const ANSWER_VERDICTS = ['right', 'partly', 'wrong'] as const;
export type AnswerVerdict = (typeof ANSWER_VERDICTS)[number];
