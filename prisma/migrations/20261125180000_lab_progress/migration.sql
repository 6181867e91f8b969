-- CreateTable
CREATE TABLE "lab_progress" (
    "viewer_id" TEXT NOT NULL,
    "lab" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "step" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lab_progress_pkey" PRIMARY KEY ("viewer_id","lab")
);

-- CreateTable
CREATE TABLE "task_progress" (
    "viewer_id" TEXT NOT NULL,
    "lab" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "hints_shown" INTEGER NOT NULL DEFAULT 0,
    "solution_shown" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "task_progress_pkey" PRIMARY KEY ("viewer_id","lab","task")
);

-- CreateTable
CREATE TABLE "quiz_progress" (
    "viewer_id" TEXT NOT NULL,
    "lab" TEXT NOT NULL,
    "quiz" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "is_right" BOOLEAN NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quiz_progress_pkey" PRIMARY KEY ("viewer_id","lab","quiz")
);

-- AddForeignKey
ALTER TABLE "lab_progress" ADD CONSTRAINT "lab_progress_viewer_id_fkey" FOREIGN KEY ("viewer_id") REFERENCES "viewer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_progress" ADD CONSTRAINT "task_progress_viewer_id_lab_fkey" FOREIGN KEY ("viewer_id", "lab") REFERENCES "lab_progress"("viewer_id", "lab") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quiz_progress" ADD CONSTRAINT "quiz_progress_viewer_id_lab_fkey" FOREIGN KEY ("viewer_id", "lab") REFERENCES "lab_progress"("viewer_id", "lab") ON DELETE CASCADE ON UPDATE CASCADE;
