"""What follows from a customer's record under the bank's policy: standing, alerts, suitability.

Pure functions over the store's frozen record; the policy and the day are passed in.
"""
