"""One run over many machines: tasks that any worker can do, any number of times, to the same parts of one result.

A task names what is to be judged and holds none of it; what comes of it is one Parquet file, whose name follows from
the task alone, and a few numbers. So a worker that is lost loses nothing: somebody else does its task again, writes the
same bytes to the same name, and the numbers of each task are added once.
"""
