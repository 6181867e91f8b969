-- AlterTable
ALTER TABLE "worker" ADD COLUMN "secret_hash" TEXT;
