-- AlterEnum
ALTER TYPE "session_end_reason" ADD VALUE 'setup_failed' BEFORE 'drained';

-- AlterTable
ALTER TABLE "instance" ADD COLUMN "set_up_at" TIMESTAMPTZ(3);
