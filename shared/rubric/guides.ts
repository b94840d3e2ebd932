/** What each lesson looks for: four anchored levels and an example comment. Only the names are on every page. */

import { LESSON_TITLES, type Lesson, type ScoreLevel } from './lessons.ts';

export interface LessonGuide {
  title: string;
  /** One line on what is scored. */
  scored: string;
  /** What a listener sees and hears at each level. */
  anchors: Record<ScoreLevel, string>;
  /** A useful comment, shown as placeholders. */
  example: { where: string; happened: string; instead: string };
}

export const LESSON_GUIDES: Record<Lesson, LessonGuide> = {
  'answer-structure': {
    title: LESSON_TITLES['answer-structure'],
    scored: 'Whether the answer goes from context and constraint through the decision and its tradeoff to the outcome.',
    anchors: {
      1:
        'Starts in the middle; the listener has to ask what the problem was. Points come in the order they are ' +
        'remembered.',
      2:
        'Context and decision can be told apart, but the constraint or the outcome only comes out when it is asked ' +
        'for.',
      3: 'Context, constraint, decision, tradeoff and outcome are all there in that order, with one detour at most.',
      4:
        'Says up front where the answer is heading, keeps to it, and ends on the outcome. The listener could repeat ' +
        'it in five sentences.',
    },
    example: {
      where: 'Opening of the stock reservation question',
      happened: 'Two minutes about the queue library before I learned that orders were being shipped twice.',
      instead: 'Begin with the double shipment, then the limit you worked under, then the choice.',
    },
  },
  'thinking-aloud': {
    title: LESSON_TITLES['thinking-aloud'],
    scored: 'Whether values, branches and invariants are spoken while reading, before any rewrite is proposed.',
    anchors: {
      1:
        'Long silences, or a rewrite offered before one line has been read out. What they believe the code does ' +
        'stays hidden.',
      2: 'Reads lines out but not the values: which branch is taken, or what a name holds by then, has to be asked.',
      3:
        'Follows one concrete input, saying what each name holds and which branch is taken. A change is proposed ' +
        'only after that.',
      4:
        'As before, and also says what must stay true at each step and spots the step that breaks it. Corrects ' +
        'their own reading aloud when a value surprises them.',
    },
    example: {
      where: 'The loop in merge_lines, second pass',
      happened: 'Went quiet for a minute, then suggested a dict without saying what totals held.',
      instead: 'Take the two-line order and say what totals holds after each pass.',
    },
  },
  'debugging-stories': {
    title: LESSON_TITLES['debugging-stories'],
    scored: 'Whether a bug is told as an investigation: symptom, hypothesis, evidence, fix.',
    anchors: {
      1: 'Goes from the complaint straight to a fix. Nothing is said about how the cause was found.',
      2: 'Names the symptom and a suspect, but the proof is thin: the fix worked, so the guess must have been right.',
      3: 'Symptom, a hypothesis, the log line or measurement that settled it, and the fix, in that order.',
      4:
        'Also names a hypothesis that the evidence ruled out, how the search was narrowed, and what now catches the ' +
        'bug if it returns.',
    },
    example: {
      where: 'The nightly import that lost rows',
      happened: 'Said it was the encoding and that changing it helped; no file or row was named.',
      instead: 'Say which row failed, what you expected to see in it, and what you found.',
    },
  },
  'testing-explanations': {
    title: LESSON_TITLES['testing-explanations'],
    scored: 'Whether the risk is named first, then the seam at which a test meets it.',
    anchors: {
      1: 'Lists tools or a coverage figure. No risk is named.',
      2: 'Describes a sensible test, but what it would catch only becomes clear when asked.',
      3: 'Names the failure that matters, then the seam where a test can provoke it and what the test checks.',
      4:
        'Ranks two or more risks, puts each at the cheapest seam that shows it, and says what is deliberately left ' +
        'untested and why.',
    },
    example: {
      where: 'How would you test the refund endpoint?',
      happened: 'Fixtures, mocks and a coverage goal; that a retry could pay out twice came up only when I asked.',
      instead: 'Open with the double refund, then show the test that sends the request a second time.',
    },
  },
  'tradeoff-language': {
    title: LESSON_TITLES['tradeoff-language'],
    scored: 'Whether two options are compared under a stated assumption, and the choice comes with a risk to watch.',
    anchors: {
      1: 'One option is presented as simply right. Asked for another, they dismiss it in a word.',
      2: 'Mentions an alternative, but compares it by taste or habit; the constraint that decides is missing.',
      3: 'States the assumption, weighs two options by the same measure, and chooses by the constraint at hand.',
      4:
        'Also says what the choice costs, what number would be watched afterwards, and at what value they would ' +
        'change their mind.',
    },
    example: {
      where: 'Threads or asyncio for the carrier calls',
      happened: 'Said asyncio is the modern way; how many calls there are never came up.',
      instead: 'Assume forty calls at a time, compare both on latency and on what the team can debug, then choose.',
    },
  },
  'handling-uncertainty': {
    title: LESSON_TITLES['handling-uncertainty'],
    scored: 'Whether what is known, what would be checked, and what the result would change are kept apart.',
    anchors: {
      1: 'Guesses in the tone of a fact, or stops at "I don\'t know". A follow-up question makes the guess fall apart.',
      2: 'Admits a gap when pressed and offers to look it up, without saying where or what for.',
      3: 'Says unprompted which part is known and which is not, and names a concrete way to find out.',
      4:
        'Also says how each possible finding would change the decision, and which step is safe to take before the ' +
        'answer is in.',
    },
    example: {
      where: 'Does the driver retry by itself?',
      happened: 'Claimed that it never does, then took it back at the next question.',
      instead:
        'Say that you are not sure, that a test with a closed socket would show it, and that a yes would move the ' +
        'idempotency key up.',
    },
  },
  'behavioral-stories': {
    title: LESSON_TITLES['behavioral-stories'],
    scored: 'Whether a story has a situation, a task, own actions and a result you can measure.',
    anchors: {
      1: 'Speaks of what "we" usually do; no single event can be made out, or the fault is all with others.',
      2: "One real event, but their own part is blurred with the team's, or the story stops before a result.",
      3: 'Situation, task, own actions in the first person, and a result, each told in a sentence or two.',
      4:
        'The result has a number or a visible change, mistakes are owned, and the story ends on what is done ' +
        'differently since.',
    },
    example: {
      where: 'Tell me about a bug you caused',
      happened: 'It was clear that the release was rolled back, but not who noticed or what you did yourself.',
      instead: 'Say what you did in the first ten minutes, how many orders were hit, and what guards against it now.',
    },
  },
  'product-grounding': {
    title: LESSON_TITLES['product-grounding'],
    scored: 'Whether it becomes clear why the feature matters: the bug it caused, what it cost, who it kept busy.',
    anchors: {
      1: 'Recites a definition. Asked where it matters, finds no case.',
      2: 'Gives a textbook example; who would be hurt, or what it would cost, stays open.',
      3: 'Ties the feature to a concrete bug, cost or habit of a team, in this service or in one of their own.',
      4:
        'Puts a size to it (orders, minutes, money, people) and lets that decide how far to go, also when the ' +
        'answer is to leave it alone.',
    },
    example: {
      where: 'Mutable default arguments',
      happened: 'Explained when defaults are evaluated, correctly, but not what it does to an order.',
      instead: "Say that one customer's discount would show up on the next order, and how support would hear of it.",
    },
  },
};
