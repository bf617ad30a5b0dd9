"""Grade a class: each submission in a sandbox, judged from outside.

__main__      the command nnlib-grade; nbgrader: the judge as a step of nbgrader's
sources       where submissions lie: a folder or a zip
roster        who is in the class, and which files are whose; owners and names serve it; rosters
              and adjusting read an instructor's tables
classroom     grades them all, on any executor; worker: what an executor runs; cluster: Dask's
folder        the folder of a report; record: what its files say
report        its tables; feedback: a student's page; class_page: the class's; hand_back: the zip
              for an LMS; similar: whose answers are alike
grade         one submission: reading finds what is the student's in its file (submission), running
              runs their cells, marking asks the judge; offers: what of the library they may use
sandbox/      one submission's child: the process in which its cells run
"""
