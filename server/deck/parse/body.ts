/** A card's Markdown below the front matter: its sections, and the items of their lists, each with its line. */

import { fencesOf, splitItems, type BULLET, type Item, type Section } from '../../../shared/deck/list-items.ts';
import { CARD_LIMITS, listed, type Note } from './faults.ts';

const SECTIONS = [
  'Prompt',
  'Listen for',
  'Hints',
  'Facts if asked',
  'Follow-ups',
  'Red flags',
  'Good to great',
  'Model answer',
] as const;
export type SectionName = (typeof SECTIONS)[number];

const OPTIONAL: readonly SectionName[] = ['Facts if asked'];

/** @param firstLine the line of the card on which `lines` begin */
export function sectionsOf(lines: readonly string[], firstLine: number, note: Note): Map<SectionName, Section> {
  const { inFence, unclosed } = fencesOf(lines);
  if (unclosed !== null) note(firstLine + unclosed, 'the code fence opened here is never closed');
  const sections = new Map<SectionName, Section>();
  let current: Section | null = null;
  lines.forEach((text, index) => {
    const line = firstLine + index;
    const heading = inFence[index] ? null : /^##(?!#)\s*(.*?)\s*$/.exec(text);
    if (heading) current = openSection(sections, heading[1] ?? '', line, note);
    else if (current) current.lines.push(text);
    else if (text.trim() !== '') {
      note(line, 'text before the first section; open one with ## Prompt');
      current = { line, lines: [] };
    }
  });
  for (const name of SECTIONS) {
    if (!sections.has(name) && !OPTIONAL.includes(name)) note(1, `the section ## ${name} is missing`);
  }
  return sections;
}

/** An unknown or repeated section is skipped. */
function openSection(sections: Map<SectionName, Section>, heading: string, line: number, note: Note): Section {
  const section: Section = { line, lines: [] };
  const name = SECTIONS.find((known) => known === heading);
  const earlier = name && sections.get(name);
  if (!name) note(line, `unknown section "${heading}"; allowed are ${listed(SECTIONS)}`);
  else if (earlier) note(line, `the section ## ${name} is in line ${earlier.line} already`);
  else sections.set(name, section);
  return section;
}

export function proseOf(name: SectionName, section: Section | undefined, note: Note): string {
  const text = section?.lines.join('\n').trim() ?? '';
  if (section && text === '') note(section.line, `the section ## ${name} is empty`);
  return text;
}

/** The items of a section's list. An item goes on over indented lines and may hold fenced code. */
export function itemsOf(
  name: SectionName,
  section: Section | undefined,
  { marker, example }: typeof BULLET,
  { min, max }: { min: number; max: number },
  note: Note,
): Item[] {
  if (!section) return [];
  const items = splitItems(section, marker, (line) =>
    note(line, `## ${name} is a list: begin an item with "${example}" and indent the lines that go on`),
  );
  for (const { line, text } of items) {
    if (text === '') note(line, `an item of ## ${name} is empty`);
    if (text.length > CARD_LIMITS.item) note(line, `an item of ## ${name} exceeds ${CARD_LIMITS.item} characters`);
  }
  if (items.length < min || items.length > max) {
    note(section.line, `## ${name} has ${items.length} items ("${example}"); it needs ${min} to ${max}`);
  }
  return items;
}
