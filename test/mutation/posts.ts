/* The tests that have to notice a mutant of posts/, in one file: jest then makes one environment per mutant. */
import '../unit/posts/post.test.ts';
import '../unit/posts/post.policy.test.ts';
