using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Shared;

/// <summary>Rules of amounts.</summary>
internal static class Quantities
{
    /// <summary>Not below zero, told by its value in whole units.</summary>
    public static void CheckBasic(Quantity amount, FieldErrors errors, FieldPath path)
    {
        if (amount.Sign < 0)
        {
            errors.Invalid(path, amount.Value, "must be a valid resource quantity");
        }
    }

    /// <summary>Above zero.</summary>
    public static void CheckPositive(Quantity amount, FieldErrors errors, FieldPath path)
    {
        if (amount.Sign <= 0)
        {
            errors.Invalid(path, amount.ToString(), "must be greater than zero");
        }
    }

    /// <summary>Not below zero.</summary>
    public static void CheckNotNegative(Quantity? amount, FieldErrors errors, FieldPath path)
    {
        if (amount is { Sign: < 0 } below)
        {
            errors.Invalid(path, below.ToString(), FieldErrorsExtensions.NotNegative);
        }
    }
}
