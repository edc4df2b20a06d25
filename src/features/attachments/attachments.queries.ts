import type { DataSource } from 'typeorm';
import { prepared } from '../../db/prepared.ts';
import { isId } from '../../kernel/ids.ts';
import type { AttachedFile } from './attachment.ts';

/** The files of posts. The caller has made sure that the reader may see the post. */
export interface AttachmentQueries {
  /** In their order. */
  ofPost(postId: string): Promise<AttachedFile[]>;
  /** Null for a file of another post too. */
  find(postId: string, fileId: string): Promise<AttachedFile | null>;
}

const SELECT = `SELECT a.file_id AS "fileId", a.post_id AS "postId", a.position, a.description, f.type, f.name, f.size, f.width, f.height
  FROM post_file a JOIN file f ON f.id = a.file_id`;

export function attachmentQueries(dataSource: DataSource): AttachmentQueries {
  return {
    ofPost: (postId) => dataSource.query(prepared(`${SELECT} WHERE a.post_id = $1 ORDER BY a.position`), [postId]),
    async find(postId, fileId) {
      if (!isId(postId) || !isId(fileId)) return null;
      const [row] = await dataSource.query<AttachedFile[]>(`${SELECT} WHERE a.post_id = $1 AND a.file_id = $2`, [postId, fileId]);
      return row ?? null;
    },
  };
}
