using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Checks what can be checked of a request by itself, before it waits for the writer.</summary>
public static class RequestValidator
{
    private static readonly long FirstSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>All violations, in the order of the fields; none where the request is well formed.</summary>
    public static IReadOnlyList<FieldViolation> Validate(IMessage request)
    {
        var violations = new List<FieldViolation>();
        if (TooLarge(request) is { } tooLarge) return [tooLarge];
        var isCounted = true;
        using var walk = MessageWalk.Through(request);
        while (walk.MoveNext())
        {
            // How many there are comes before what they say: of a million items none is looked at.
            if (walk.List is { } list && list.Count > walk.Rule.CountMax)
            {
                isCounted = false;
                violations.Add(new(walk.Path, ErrorReason.TooLarge,
                    $"It has {NumberText.Of(list.Count)} entries; send at most {NumberText.Of(walk.Rule.CountMax)}."));
            }
            else
            {
                Check(walk, violations);
            }
            if (violations.Count >= Limits.ViolationsMax) return violations;
        }
        if (!isCounted) return violations;
        if (MaskedUpdate.Of(request) is { } update)
        {
            violations.RemoveAll(violation => violation.Reason == ErrorReason.Required && update.IsUnchanged(violation.Field));
            update.CheckMask(violations);
        }
        CrossFieldRules.Check(request, violations);
        return violations;
    }

    private static FieldViolation? TooLarge(IMessage request)
    {
        var (field, bytes) = request switch
        {
            RecordStatementRequest record => ("statement", record.CalculateSize()),
            CorrectStatementRequest correct => ("correction", correct.CalculateSize()),
            BatchRecordStatementsRequest { Requests.Count: > 0 and <= Limits.BatchStatementsMax } batch =>
                ("requests", batch.Requests.Max(one => one.CalculateSize())),
            BatchRecordStatementsRequest => ("requests", 0),
            CreateActorRequest or UpdateActorRequest => ("actor", request.CalculateSize()),
            CreateNegotiationRequest or UpdateNegotiationRequest => ("negotiation", request.CalculateSize()),
            AttachReportRequest => ("report", request.CalculateSize()),
            _ => ("item", request.CalculateSize()),
        };
        if (request is BatchRecordStatementsRequest whole && whole.CalculateSize() > Limits.BatchBytesMax)
            return new FieldViolation("requests", ErrorReason.TooLarge,
                $"Together they have more than {Limits.BatchBytesMax >> 20} MiB together; send them in several batches.");
        return bytes <= Limits.StatementBytesMax ? null : new FieldViolation(field, ErrorReason.TooLarge,
            $"It has {NumberText.Of(bytes)} bytes; send at most {NumberText.Of(Limits.StatementBytesMax)}, and keep long texts where they are, with their url.");
    }

    private static void Check(MessageWalk walk, List<FieldViolation> violations)
    {
        if (walk.List is { } list)
        {
            if (walk.Rule.IsRequired && list.Count == 0) violations.Add(Missing(walk.Path));
            for (var index = 0; index < list.Count; index++) CheckElement(walk, index, list[index], violations);
        }
        else if (walk.Text is { } text)
        {
            CheckString(walk, null, text, violations);
        }
        else if (walk.Field.FieldType == FieldType.Enum)
        {
            if (walk.Number != 0 || walk.Rule.IsRequired) CheckEnum(walk, null, walk.Number, violations);
        }
        else
        {
            CheckMessage(walk, null, walk.Message, violations);
        }
    }

    private static void CheckElement(MessageWalk walk, int index, object? element, List<FieldViolation> violations)
    {
        switch (walk.Field.FieldType)
        {
            case FieldType.String: CheckString(walk, index, (string)element!, violations); break;
            case FieldType.Enum: CheckEnum(walk, index, (int)element!, violations); break;
            case FieldType.Message: CheckMessage(walk, index, (IMessage?)element, violations); break;
        }
    }

    private static void CheckEnum(MessageWalk walk, int? index, int number, List<FieldViolation> violations)
    {
        if (number == 0) violations.Add(Missing(walk.PathOf(index)));
        else if (walk.Field.EnumType.FindValueByNumber(number) is null)
            violations.Add(new(walk.PathOf(index), ErrorReason.InvalidValue,
                $"{number} is not a {walk.Field.EnumType.Name} that this server knows; use a value of the contract."));
    }

    private static void CheckMessage(MessageWalk walk, int? index, IMessage? message, List<FieldViolation> violations)
    {
        switch (message)
        {
            case null when walk.Rule.IsRequired:
                violations.Add(Missing(walk.PathOf(index)));
                break;
            case Timestamp time when !IsValidTimestamp(time):
                violations.Add(new(walk.PathOf(index), ErrorReason.InvalidValue,
                    "This is not a valid time: use seconds of the years 1 to 9999 and nanos of 0 to 999,999,999."));
                break;
            case Duration span when !IsValidDuration(span):
                violations.Add(new(walk.PathOf(index), ErrorReason.InvalidValue,
                    "This is not a valid duration: seconds and nanos must have the same sign, and nanos must be less than a second."));
                break;
        }
    }

    private static void CheckString(MessageWalk walk, int? index, string value, List<FieldViolation> violations)
    {
        var rule = walk.Rule;
        if (value.Length == 0)
        {
            if (rule.IsRequired || (index is not null && rule.Collections.Count > 0)) violations.Add(Missing(walk.PathOf(index)));
        }
        else if (rule.Collections.Count > 0)
        {
            if (!ResourceName.IsNameIn(value, rule.Collections))
                violations.Add(new(walk.PathOf(index), ErrorReason.InvalidName,
                    $"'{Printable(value)}' is not a name in {string.Join(" or ", rule.Collections)}; write {rule.Collections[0]}/ and an id of [a-z0-9-], at most {Limits.IdCharactersMax} characters."));
        }
        else if (rule.IsId)
        {
            if (!ResourceName.IsId(value))
                violations.Add(new(walk.PathOf(index), ErrorReason.InvalidName,
                    $"'{Printable(value)}' is not an id; use [a-z0-9-], at most {Limits.IdCharactersMax} characters."));
        }
        else if (rule.IsDateText)
        {
            if (!EdtfDate.TryParse(value, out _, out var error)) violations.Add(new(walk.PathOf(index), ErrorReason.InvalidDate, error));
        }
        else if (value.Length > rule.CharactersMax)
        {
            violations.Add(new(walk.PathOf(index), ErrorReason.TooLarge,
                $"It has {NumberText.Of(value.Length)} characters; write at most {NumberText.Of(rule.CharactersMax)}."));
        }
        else if (TextCharacters.Problem(value, rule.IsWords) is { } problem)
        {
            violations.Add(new(walk.PathOf(index), ErrorReason.InvalidText, problem));
        }
        else if (rule.IsWords && TextCharacters.AreBlank(value))
        {
            violations.Add(new(walk.PathOf(index), ErrorReason.InvalidValue,
                "The text has no visible characters; write words, or leave the text out."));
        }
        else if (rule.IsLanguage && !LanguageTag.IsWellFormed(value))
        {
            violations.Add(new(walk.PathOf(index), ErrorReason.InvalidValue,
                $"'{Printable(value)}' is not a BCP 47 language tag; write one such as en, pt-BR or zh-Hans, or leave it empty."));
        }
    }

    private static bool IsValidTimestamp(Timestamp time) =>
        time.Nanos is >= 0 and <= 999_999_999 && time.Seconds >= FirstSecond && time.Seconds <= LastSecond;

    internal static bool IsValidDuration(Duration span) =>
        span.Nanos is >= -999_999_999 and <= 999_999_999 && span.Seconds is >= Duration.MinSeconds and <= Duration.MaxSeconds
        && Math.Sign(span.Seconds) * Math.Sign(span.Nanos) >= 0;

    private static FieldViolation Missing(string path) => new(path, ErrorReason.Required, "A value is required; give one.");

    /// <summary>What was sent, as far as it is fit to be shown.</summary>
    internal static string Printable(string value)
    {
        var shown = new StringBuilder();
        foreach (var character in value.Take(Limits.IdCharactersMax + 16))
            shown.Append(TextCharacters.IsRefused(character) ? '\uFFFD' : character);
        return shown.ToString();
    }
}
