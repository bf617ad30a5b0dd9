"""nbgrader's settings for this course: copy this file into your course folder.

Put a chapter (book/NN-title.ipynb) into source/NN/ there. Then

    nbgrader generate_assignment NN
    nbgrader autograde NN
    nbgrader generate_feedback NN
    nbgrader export
"""

c = get_config()  # noqa: F821  (nbgrader defines it)

c.CourseDirectory.course_id = "neural-networks-from-scratch"

# The chapters are handed out as they are: their stubs are cut already.
c.ClearSolutions.enabled = False

# A deleted check cell comes back before grading, an edited one is restored.
c.OverwriteCells.add_missing_cells = True

# Training takes its time; an endless loop inside an answer is stopped by its check.
c.Execute.timeout = 600

# To grade with the course's own judge, which runs no student's code in this process and gives
# parts of points, take away the two signs:
# from nnlib.grading.nbgrader import PREPROCESSORS
# c.Autograde.autograde_preprocessors = PREPROCESSORS
