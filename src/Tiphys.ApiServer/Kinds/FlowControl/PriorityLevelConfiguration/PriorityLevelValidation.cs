using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.FlowControl;

/// <summary>Rules of priority levels (pkg/apis/flowcontrol/validation); errors come in upstream's order.</summary>
internal static class PriorityLevelValidation
{
    private const string KeepZero = "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";
    private const int MaxQueues = 10_000_000;
    private const int MaxHashBits = 60;
    private static readonly FieldPath Path = FieldPath.Root("spec");

    public static void Validate(PriorityLevelConfiguration value, FieldErrors errors)
    {
        if (value.Metadata.Annotations.ContainsKey(KeepZero))
        {
            errors.Forbidden(FieldPath.Root("metadata").Child("annotations"), $"annotation '{KeepZero}' is forbidden");
        }

        CheckSpec(value.Metadata.Name, value.Spec, errors);
        CheckMandatory(value, errors);
        FlowSchemaValidation.CheckConditions(value.Status.Conditions.Select(each => each.Type), errors);
    }

    // The levels that the server cannot do without are fixed, but for the shares of the exempt one.
    private static void CheckMandatory(PriorityLevelConfiguration value, FieldErrors errors)
    {
        var name = value.Metadata.Name;
        if (MandatoryObjects.PriorityLevel(name) is { } fixedSpec)
        {
            var isExempt = name == "exempt";
            if ((isExempt ? value.Spec with { Exempt = fixedSpec.Exempt } : value.Spec) != fixedSpec)
            {
                var except = isExempt ? " except the 'spec.exempt' field" : "";
                errors.InvalidValue(Path, InternalForm.Of(value.Spec), $"spec of '{name}'{except} must equal the fixed value");
            }
        }
    }

    private static void CheckSpec(string name, PriorityLevelConfigurationSpec spec, FieldErrors errors)
    {
        if ((name == "exempt") != (spec.Type == "Exempt"))
        {
            errors.Invalid(Path.Child("type"), spec.Type, "must be 'Exempt' if and only if `name` is 'exempt'");
        }

        switch (spec.Type)
        {
            case "Exempt":
                if (spec.Limited is not null)
                {
                    errors.Forbidden(Path.Child("limited"), "must be nil if the type is not Limited");
                }

                CheckShares(spec.Exempt?.NominalConcurrencyShares, spec.Exempt?.LendablePercent, errors, Path.Child("exempt"));
                break;
            case "Limited":
                if (spec.Exempt is not null)
                {
                    errors.Forbidden(Path.Child("exempt"), "must be nil if the type is Limited");
                }

                CheckLimited(spec.Limited, errors, Path.Child("limited"));
                break;
            default:
                errors.NotSupported(Path.Child("type"), spec.Type, "Exempt", "Limited");
                break;
        }
    }

    private static void CheckShares(int? shares, int? lendable, FieldErrors errors, FieldPath path)
    {
        if (shares is < 0 and { } below)
        {
            errors.Invalid(path.Child("nominalConcurrencyShares"), below, "must be a non-negative integer");
        }

        CheckLendable(lendable, errors, path);
    }

    private static void CheckLendable(int? percent, FieldErrors errors, FieldPath path)
    {
        if (percent is < 0 or > 100)
        {
            errors.Invalid(path.Child("lendablePercent"), percent.Value, "must be between 0 and 100, inclusive");
        }
    }

    private static void CheckLimited(LimitedPriorityLevelConfiguration? limited, FieldErrors errors, FieldPath path)
    {
        if (limited is null)
        {
            errors.Required(path, "must not be empty when type is Limited");
            return;
        }

        CheckShares(limited.NominalConcurrencyShares, null, errors, path);
        CheckResponse(limited.LimitResponse, errors, path.Child("limitResponse"));
        CheckLendable(limited.LendablePercent, errors, path);
        if (limited.BorrowingLimitPercent is < 0 and { } borrowing)
        {
            errors.Invalid(path.Child("borrowingLimitPercent"), borrowing, "if specified, must be a non-negative integer");
        }
    }

    private static void CheckResponse(LimitResponse response, FieldErrors errors, FieldPath path)
    {
        switch (response)
        {
            case { Type: "Reject", Queuing: not null }:
                errors.Forbidden(path.Child("queuing"), "must be nil if limited.limitResponse.type is not Limited");
                break;
            case { Type: "Reject" }:
                break;
            case { Type: "Queue", Queuing: { } queuing }:
                CheckQueuing(queuing, errors, path.Child("queuing"));
                break;
            case { Type: "Queue" }:
                errors.Required(path.Child("queuing"), "must not be empty if limited.limitResponse.type is Limited");
                break;
            default:
                errors.NotSupported(path.Child("type"), response.Type, "Queue", "Reject");
                break;
        }
    }

    private static void CheckQueuing(QueuingConfiguration queuing, FieldErrors errors, FieldPath path)
    {
        CheckPositive(queuing.QueueLengthLimit, errors, path.Child("queueLengthLimit"));
        CheckPositive(queuing.Queues, errors, path.Child("queues"));
        if (queuing.Queues > MaxQueues)
        {
            errors.Invalid(path.Child("queues"), queuing.Queues, $"must not be greater than {MaxQueues}");
        }

        var hand = path.Child("handSize");
        CheckPositive(queuing.HandSize, errors, hand);
        if (queuing.HandSize > queuing.Queues)
        {
            errors.Invalid(hand, queuing.HandSize, $"should not be greater than queues ({queuing.Queues})");
        }
        else if (queuing.HandSize > 0 && EntropyBits(queuing.Queues, queuing.HandSize) > MaxHashBits)
        {
            errors.Invalid(
                hand,
                queuing.HandSize,
                $"required entropy bits of deckSize {queuing.Queues} and handSize {queuing.HandSize} should not be greater than {MaxHashBits}");
        }
    }

    private static void CheckPositive(int value, FieldErrors errors, FieldPath path)
    {
        if (value <= 0)
        {
            errors.Invalid(path, value, "must be positive");
        }
    }

    // How much of a hash dealing a hand takes (apiserver, util/shufflesharding).
    private static int EntropyBits(int deck, int hand) => (int)Math.Ceiling(Math.Log2(deck) * hand);
}
