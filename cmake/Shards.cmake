# shards(TEST LABEL COST): the tests of a program in four processes, COST first among all. One
# process a test would load the pinyin rules 1,500 times: half of a run. What each found lies in
# results/TEST.N.json.
function(shards test label cost)
  math(EXPR last "${test_shards} - 1")
  foreach(n RANGE ${last})
    set(name ${test}.${n})
    add_test(NAME ${name} COMMAND ${test})
    set_tests_properties(
      ${name}
      PROPERTIES LABELS ${label} COST ${cost} ENVIRONMENT
                 "GTEST_TOTAL_SHARDS=${test_shards};GTEST_SHARD_INDEX=${n};GTEST_BRIEF=1;GTEST_OUTPUT=json:${CMAKE_BINARY_DIR}/results/${name}.json")
  endforeach()
endfunction()

set(test_shards 4)
