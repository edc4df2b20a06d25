import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { Typed } from './field-readers.ts';
import { postFacts } from './post-facts.view.ts';
import type { PostConcept, PostContent, PostKind } from './post.ts';

export interface PreviewInput {
  t: Translate;
  lang: Language;
  kind: PostKind;
  content: PostContent;
  concepts: readonly PostConcept[];
  typed: Typed;
  organisation: string;
  vocabulary: Vocabulary;
}

/** The post as others will see it, with everything typed in hidden fields for the next step. */
export function previewView(input: PreviewInput) {
  const { t, kind, content, typed } = input;
  const hidden = Object.entries(typed)
    .filter(([name]) => name !== 'intent')
    .flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one) => ({ name, value: one })));
  return {
    title: t('post.preview-title'),
    kind,
    urgent: content.urgent ? t('post.urgent') : null,
    heading: content.title,
    organisation: input.organisation,
    description: content.description.split(/\n{2,}/).filter(Boolean),
    facts: postFacts(input),
    visibility: t(`visibility.seen-by.${content.visibility}`),
    hidden,
    action: paths.posts(),
  };
}
