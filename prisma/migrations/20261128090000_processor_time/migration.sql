-- AlterEnum
ALTER TYPE "session_end_reason" ADD VALUE 'processor_time' BEFORE 'workshop_closed';

-- AlterTable
ALTER TABLE "session" ADD COLUMN "processor_ms" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "instance" ADD COLUMN "processor_ms" DOUBLE PRECISION NOT NULL DEFAULT 0;
