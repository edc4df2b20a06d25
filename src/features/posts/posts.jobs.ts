/** Names of the jobs that follow from what happens to posts. Features above handle them; compose wires them. */
export const MATCH_POST = 'match-post';
export const REVIEW_WAITING = 'review-waiting';
export const CHECK_NEED_ANSWERED = 'check-need-answered';
export const EXPIRE_POSTS = 'expire-posts';

/** The key of the job that looks for what fits a post: one at a time, however often the post changes. */
export const matchJobKey = (postId: string): string => `match:${postId}`;
