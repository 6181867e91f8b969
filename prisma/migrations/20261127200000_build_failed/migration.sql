-- AlterEnum
ALTER TYPE "session_end_reason" ADD VALUE 'build_failed' BEFORE 'drained';
