print("foresee")
