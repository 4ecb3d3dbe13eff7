"""Z3's C functions without the checks and wrappers of its Python layer; must not know terms.

The wrappers cost ten times what the calls do. References are plain integers; the caller keeps them alive with `inc_ref`
and asks `failure` after a batch of calls.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_bool, c_char_p, c_int, c_uint, c_void_p, cast
from threading import current_thread, main_thread
from typing import Any

import z3
from z3 import z3core

Ref = int
z3py: Any = z3  # for what is handed out to others


def _raw(name: str, result: Any, *args: Any) -> Callable[..., Any]:
    wrapped = getattr(z3core, name).__defaults__[-1].f
    return CFUNCTYPE(result, *args)(cast(wrapped, c_void_p).value or 0)  # references are integers here


_P, _U, _I = c_void_p, c_uint, c_int

mk_config = _raw("Z3_mk_config", _P)
mk_context_rc = _raw("Z3_mk_context_rc", _P, _P)
del_config = _raw("Z3_del_config", None, _P)
del_context = _raw("Z3_del_context", None, _P)
_set_error_handler = _raw("Z3_set_error_handler", None, _P, z3core._error_handler_type)
get_error_code = _raw("Z3_get_error_code", _I, _P)
get_error_msg = _raw("Z3_get_error_msg", c_char_p, _P, _I)
interrupt = _raw("Z3_interrupt", None, _P)
inc_ref = _raw("Z3_inc_ref", None, _P, _P)

mk_bool_sort = _raw("Z3_mk_bool_sort", _P, _P)
mk_int_sort = _raw("Z3_mk_int_sort", _P, _P)
mk_int_symbol = _raw("Z3_mk_int_symbol", _P, _P, _I)
mk_string_symbol = _raw("Z3_mk_string_symbol", _P, _P, c_char_p)
mk_const = _raw("Z3_mk_const", _P, _P, _P, _P)
mk_true = _raw("Z3_mk_true", _P, _P)
mk_false = _raw("Z3_mk_false", _P, _P)
mk_numeral = _raw("Z3_mk_numeral", _P, _P, c_char_p, _P)
mk_not = _raw("Z3_mk_not", _P, _P, _P)
mk_and = _raw("Z3_mk_and", _P, _P, _U, _P)
mk_or = _raw("Z3_mk_or", _P, _P, _U, _P)
mk_eq = _raw("Z3_mk_eq", _P, _P, _P, _P)
mk_ite = _raw("Z3_mk_ite", _P, _P, _P, _P, _P)
mk_implies = _raw("Z3_mk_implies", _P, _P, _P, _P)
mk_atmost = _raw("Z3_mk_atmost", _P, _P, _U, _P, _U)
mk_le = _raw("Z3_mk_le", _P, _P, _P, _P)
mk_add = _raw("Z3_mk_add", _P, _P, _U, _P)
mk_mul = _raw("Z3_mk_mul", _P, _P, _U, _P)
mk_unary_minus = _raw("Z3_mk_unary_minus", _P, _P, _P)
mk_div = _raw("Z3_mk_div", _P, _P, _P, _P)
mk_mod = _raw("Z3_mk_mod", _P, _P, _P, _P)
get_app_decl = _raw("Z3_get_app_decl", _P, _P, _P)

mk_solver = _raw("Z3_mk_solver", _P, _P)
mk_solver_for_logic = _raw("Z3_mk_solver_for_logic", _P, _P, _P)
solver_inc_ref = _raw("Z3_solver_inc_ref", None, _P, _P)
solver_dec_ref = _raw("Z3_solver_dec_ref", None, _P, _P)
_mk_params = _raw("Z3_mk_params", _P, _P)
_params_inc_ref = _raw("Z3_params_inc_ref", None, _P, _P)
_params_dec_ref = _raw("Z3_params_dec_ref", None, _P, _P)
_params_set_bool = _raw("Z3_params_set_bool", None, _P, _P, _P, c_bool)
_solver_set_params = _raw("Z3_solver_set_params", None, _P, _P, _P)
solver_assert = _raw("Z3_solver_assert", None, _P, _P, _P)
solver_check_assumptions = _raw("Z3_solver_check_assumptions", _I, _P, _P, _U, _P)
solver_get_reason_unknown = _raw("Z3_solver_get_reason_unknown", c_char_p, _P, _P)
solver_get_model = _raw("Z3_solver_get_model", _P, _P, _P)
solver_get_unsat_core = _raw("Z3_solver_get_unsat_core", _P, _P, _P)
ast_vector_inc_ref = _raw("Z3_ast_vector_inc_ref", None, _P, _P)
ast_vector_dec_ref = _raw("Z3_ast_vector_dec_ref", None, _P, _P)
ast_vector_size = _raw("Z3_ast_vector_size", _U, _P, _P)
ast_vector_get = _raw("Z3_ast_vector_get", _P, _P, _P, _U)
model_inc_ref = _raw("Z3_model_inc_ref", None, _P, _P)
model_dec_ref = _raw("Z3_model_dec_ref", None, _P, _P)
model_get_const_interp = _raw("Z3_model_get_const_interp", _P, _P, _P, _P)
get_bool_value = _raw("Z3_get_bool_value", _I, _P, _P)
get_numeral_string = _raw("Z3_get_numeral_string", c_char_p, _P, _P)

# The default handler ends the process.
_on_error = z3core._error_handler_type(lambda context, code: None)


def new_context() -> Ref:
    """A context of its own, in which references are counted."""
    config = mk_config()
    context: Ref = mk_context_rc(config)
    del_config(config)
    _set_error_handler(context, _on_error)
    return context


def takes_interrupts() -> bool:
    """Whether Z3 has to take SIGINT from Python while it solves: nothing else can end a call on the main thread. Of
    others it keeps away, as what comes at the very end of a call is lost."""
    return current_thread() is main_thread()


def leave_interrupts(context: Ref, solver: Ref) -> None:
    """Python gets every SIGINT."""
    params = _mk_params(context)
    _params_inc_ref(context, params)
    _params_set_bool(context, params, mk_string_symbol(context, b"ctrl_c"), False)
    _solver_set_params(context, solver, params)
    _params_dec_ref(context, params)


def array(references: list[Ref]) -> Any:
    """References as C functions take them."""
    return (c_void_p * len(references))(*references)


def failure(context: Ref) -> str | None:
    """What went wrong in the last call, or None."""
    code = get_error_code(context)
    return get_error_msg(context, code).decode() if code else None
